-- Charges: late-payment interest, lump sums and fees, booked with the letter that makes them and taken back with it.

-- Of a fee that Firmly booked itself: {kind, item, letter, from, to, generation}. The generation counts what was taken back of
-- the item before, so that a letter that was recalled leaves its place to the next one.
alter table entry add column charge jsonb;
create unique index entry_charge on entry (account_id, (charge ->> 'item'), (charge ->> 'kind'), (charge ->> 'from'), (charge ->> 'generation')) where charge is not null;

-- The charges that the letter makes, to be booked when the first channel accepts it: [{number, kind, item, from, to, amountMinor, calculation}].
alter table letter add column charges jsonb;
