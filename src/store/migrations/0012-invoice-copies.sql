-- The invoice as the debtor has it: the file that it was imported with, for those that people can read. Where it comes again, the newest.
create table invoice_copy (
  account_id bigint not null references account,
  item bigint not null,
  hash text not null references document,
  primary key (account_id, item)
);
