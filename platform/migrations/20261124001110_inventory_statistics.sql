-- Statistics of org_id would say "one row" of every tenant that came after the last analyze, and the planner
-- would read a whole tenant to find one person. Without them it reckons with a share of the table.
alter table inventory.fact alter column org_id set statistics 0;
alter table inventory.person alter column org_id set statistics 0;
alter table inventory.holding alter column org_id set statistics 0;
alter table inventory.skill_count alter column org_id set statistics 0;
