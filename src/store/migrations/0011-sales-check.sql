-- The accounts whose salesperson is to be asked are few, and every delivery looks for them.
create index decision_sales_check on decision (account_id, run_id) where task = 'sales-check';
