-- How many calls were made on a day: what is left of the day's capacity.
create index activity_call on activity (happened_on) where kind = 'call';
