import type { Company } from './companies.ts';
import { daysPerMonth, type Moment, momentOf } from './moment.ts';
import { type Random, randomFrom } from './random.ts';
import { stories } from './stories.ts';
import type { Situation, Story } from './story.ts';
import { personAt, wordingFor } from './wording.ts';

/** How far back the records of the demo reach. */
const historyDays = 548;

export interface Person {
  id: string;
  name: string;
  email: string;
  title: string;
  role: 'executive' | 'champion' | 'decision_maker' | 'user';
}

/** One customer with its story laid on the calendar; days are numbered since 1970-01-01. */
export interface Customer {
  company: Company;
  story: Story;
  people: readonly Person[];
  /** Nothing has happened yet at or after this moment: midnight at the beginning of today. */
  now: Moment;
  today: number;
  /** Begin of the first contract, which may lie before the records. */
  startDay: number;
  /** First and last day with new facts of the customer. */
  firstDay: number;
  lastDay: number;
  situationOn: (day: number) => Situation;
  /** Facts of different kinds draw from streams of their own, so that one does not disturb the other. */
  randomFor: (topic: string) => Random;
}

/** The day `months` before `today`, in months of mean length. */
export const daysAgo = (today: number, months: number): number =>
  today - Math.round(months * daysPerMonth);

export function customerOf(company: Company, today: number): Customer {
  const story: Story = stories[company.story];
  const startDay = daysAgo(today, company.joined);
  const randomFor = (topic: string) => randomFrom(`${company.id}/${topic}`);
  return {
    company,
    story,
    people: peopleOf(company, randomFor('people')),
    now: momentOf(today, 0),
    today,
    startDay,
    firstDay: Math.max(startDay, today - historyDays),
    lastDay: story.left === undefined ? today - 1 : daysAgo(today, story.left),
    situationOn: (day) => story.at((today - day) / daysPerMonth),
    randomFor,
  };
}

/** How much more of everything a larger customer brings. */
export const sizeOf = ({ segment }: Company): number =>
  ({ small: 0.8, mid_market: 1, enterprise: 1.5 })[segment];

const positions = [
  ['Head of Operations', 'champion'],
  ['Managing Director', 'decision_maker'],
  ['Key User', 'user'],
  ['Chief Financial Officer', 'executive'],
  ['Team Lead', 'user'],
] as const;

function peopleOf(company: Company, random: Random): Person[] {
  const count = { small: 2, mid_market: 3, enterprise: 5 }[company.segment];
  const wording = wordingFor(company.country);
  const people: Person[] = [];
  for (const [title, role] of positions.slice(0, count)) {
    let person = personAt(company.domain, wording, random);
    while (people.some(({ email }) => email === person.email)) {
      person = personAt(company.domain, wording, random);
    }
    people.push({ id: `${company.id}-c${people.length + 1}`, ...person, title, role });
  }
  return people;
}

export const onDays = function* (from: number, to: number): Generator<number> {
  for (let day = from; day <= to; day += 1) yield day;
};
