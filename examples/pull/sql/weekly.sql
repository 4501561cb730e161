-- One scan, two metrics: people who worked on a bed, and people who shared one, by the Monday of the week.
select case name when 'bed tended' then 'weekly_gardeners' else 'shared_beds' end as metric,
       date(day, 'weekday 0', '-6 days') as date,
       count(distinct person) as value
from events
where name in ('bed tended', 'bed shared') and day between {first_day} and {last_day}
group by 1, 2
order by 1, 2
