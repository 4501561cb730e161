-- Share of newcomers who plan a bed within seven days of signing up, by the Monday of their week.
select date(signups.day, 'weekday 0', '-6 days') as date,
       round(100.0 * count(distinct plans.person) / count(distinct signups.person), 1) || '%' as value
from signups
left join events as plans
       on plans.person = signups.person and plans.name = 'bed planned'
      and plans.day between signups.day and date(signups.day, '+7 days')
where date(signups.day, 'weekday 0', '-6 days') between {first_day} and {last_day}
group by 1
order by 1
