-- Keys of this installation, each made once and at random. What is signed with them comes back from outside: the token of an
-- address that replies go to, and links to letters.
create table secret (
  name text primary key,
  key bytea not null check (length(key) >= 32)
);
