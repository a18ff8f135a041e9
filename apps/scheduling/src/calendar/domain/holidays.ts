import { Temporal } from 'temporal-polyfill';

/** A holiday on a fixed date; one that falls on a weekend is also kept on the nearest weekday. */
interface FixedDate {
  readonly month: number;
  readonly day: number;
}

/** The n-th given weekday of a month; -1 is the last. ISO weekdays, Monday is 1. */
interface NthWeekday {
  readonly month: number;
  readonly weekday: number;
  readonly nth: number;
}

/** United States federal holidays (5 U.S.C. 6103). */
const FIXED: readonly FixedDate[] = [
  { month: 1, day: 1 },
  { month: 6, day: 19 },
  { month: 7, day: 4 },
  { month: 11, day: 11 },
  { month: 12, day: 25 },
];
const MOVING: readonly NthWeekday[] = [
  { month: 1, weekday: 1, nth: 3 },
  { month: 2, weekday: 1, nth: 3 },
  { month: 5, weekday: 1, nth: -1 },
  { month: 9, weekday: 1, nth: 1 },
  { month: 10, weekday: 1, nth: 2 },
  { month: 11, weekday: 4, nth: 4 },
];

const byYear = new Map<number, ReadonlySet<string>>();

/** Whether no session is held on this day: the holiday itself or the weekday it is observed on. */
export function isHoliday(day: Temporal.PlainDate): boolean {
  let days = byYear.get(day.year);
  if (!days) byYear.set(day.year, (days = holidaysOf(day.year)));
  return days.has(day.toString());
}

function holidaysOf(year: number): ReadonlySet<string> {
  const fixed = FIXED.map(({ month, day }) => Temporal.PlainDate.from({ year, month, day }));
  // New Year's Day of the next year is observed on this year's last day when it is a Saturday.
  const nextNewYear = Temporal.PlainDate.from({ year: year + 1, month: 1, day: 1 });
  const days = [
    ...fixed,
    ...[...fixed, nextNewYear].map(observed),
    ...MOVING.map((rule) => nthWeekday(year, rule)),
  ];
  return new Set(days.filter((day) => day.year === year).map((day) => day.toString()));
}

function observed(day: Temporal.PlainDate): Temporal.PlainDate {
  if (day.dayOfWeek === 6) return day.subtract({ days: 1 });
  if (day.dayOfWeek === 7) return day.add({ days: 1 });
  return day;
}

function nthWeekday(year: number, { month, weekday, nth }: NthWeekday): Temporal.PlainDate {
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  if (nth > 0) {
    const toFirst = (weekday - first.dayOfWeek + 7) % 7;
    return first.add({ days: toFirst + (nth - 1) * 7 });
  }
  const last = first.add({ months: 1 }).subtract({ days: 1 });
  return last.subtract({ days: (last.dayOfWeek - weekday + 7) % 7 });
}
