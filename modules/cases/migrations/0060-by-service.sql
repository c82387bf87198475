-- A service's cases in the order of time: for a simulation of other rules on last year's.
create index case_of_service on cases.case (service, id);
