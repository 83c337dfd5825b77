import { expect, test } from 'vitest';
import { read } from './example.ts';

let answers = 0;
const answer = (kind: string, responded_at: string, score: string, more = {}) => {
  answers += 1;
  const response_id = `r${answers}`;
  return {
    response_id,
    account_id: 'a',
    kind,
    sent_at: '2026-01-01',
    responded_at,
    score,
    ...more,
  };
};
const day = '2026-03-01';
const csat = (scores: readonly string[], scale_max: string) =>
  read(
    'feedback',
    { survey_responses: scores.map((score) => answer('csat', day, score, { scale_max })) },
    day,
  );

test('satisfied is good, 4 of 5, three quarters up another scale', () => {
  expect(csat(['1', '1', '0'], '1')).toEqual({ reading: 2 / 3, n: 3 });
  expect(csat(['4', '3.9', '5', '0'], '5')).toEqual({ reading: 1 / 2, n: 4 });
  expect(csat(['4', '3', '5', '1'], '')).toEqual({ reading: 1 / 2, n: 4 });
  expect(csat(['7.75', '7.7', '10'], '10')).toEqual({ reading: 2 / 3, n: 3 });
  expect(csat(['75', '74', '100'], '100')).toEqual({ reading: 2 / 3, n: 3 });
  expect(csat(['8.25', '8.2', '11'], '11')).toEqual({ reading: 2 / 3, n: 3 });
  expect(csat(['1', '1'], '1')).toEqual({ reading: null, n: 2 });
});

test('feedback takes scored csat answers answered in the window', () => {
  const survey_responses = [
    answer('csat', '2026-03-01', '5'),
    answer('csat', '2026-03-01', '5'),
    answer('csat', '2026-03-01', '1'),
    answer('csat', '2026-03-01', ''),
    answer('csat', '', ''),
    answer('ces', '2026-03-01', '1'),
    answer('csat', '2026-03-02', '1'),
  ];
  expect(read('feedback', { survey_responses }, '2026-02-28')).toEqual({ reading: null, n: 0 });
  expect(read('feedback', { survey_responses }, '2026-03-01')).toEqual({ reading: 2 / 3, n: 3 });
  expect(read('feedback', { survey_responses }, '2026-05-29')).toEqual({ reading: 1 / 2, n: 4 });
  expect(read('feedback', { survey_responses }, '2026-05-30')).toEqual({ reading: null, n: 1 });
});

test('nps takes the newest answer of each contact; without contact each is its own', () => {
  const survey_responses = [
    answer('nps', '2026-02-01', '0', { contact_id: 'x' }),
    answer('nps', '2026-03-01', '9', { contact_id: 'x' }),
    answer('nps', '2026-03-05', '', { contact_id: 'x' }),
    answer('nps', '2026-03-01', '10'),
    answer('nps', '2026-03-01', '6'),
    answer('nps', '2026-03-01', '7'),
  ];
  expect(read('nps', { survey_responses }, '2026-02-01')).toEqual({ reading: -100, n: 1 });
  expect(read('nps', { survey_responses }, '2026-03-05')).toEqual({ reading: 25, n: 4 });
  expect(read('nps', { survey_responses }, '2026-08-27')).toEqual({ reading: 25, n: 4 });
  expect(read('nps', { survey_responses }, '2026-08-28')).toEqual({ reading: null, n: 0 });
});

test('at the same instant the higher response_id wins, in code point order', () => {
  const both = { contact_id: 'x' };
  const survey_responses = [
    { ...answer('nps', '2026-03-01', '10', both), response_id: 'r9' },
    { ...answer('nps', '2026-02-28T23:00:00Z', '0', both), response_id: 'r10' },
  ];
  expect(read('nps', { survey_responses }, '2026-03-01')).toEqual({ reading: 100, n: 1 });
});

test('contacts who left still count', () => {
  const contacts = [{ contact_id: 'x', account_id: 'a', name: 'X', left_at: '2026-02-01' }];
  const survey_responses = [answer('nps', '2026-01-20', '10', { contact_id: 'x' })];
  expect(read('nps', { contacts, survey_responses }, '2026-03-01').n).toBe(1);
});

test('ces is the mean on 1..7', () => {
  const survey_responses = [
    answer('ces', day, '7'),
    answer('ces', day, '1', { scale_max: '5' }),
    answer('ces', day, '50', { scale_max: '100' }),
  ];
  expect(read('ces', { survey_responses }, day)).toEqual({ reading: 4, n: 3 });
});

test('response_rate judges surveys that had 14 days, answered within 14 days by date', () => {
  const sent = (sent_at: string, responded_at: string, score = '') => ({
    ...answer('nps', responded_at, score),
    sent_at,
  });
  const survey_responses = [
    sent('2026-01-01T23:59:59', '2026-01-15T23:59:59'),
    sent('2026-01-01T00:00:00', '2026-01-16T00:00:00', '9'),
    sent('2026-01-01', ''),
    sent('2026-01-02', '2026-01-02', '5'),
  ];
  expect(read('response_rate', { survey_responses }, '2026-01-14').n).toBe(0);
  expect(read('response_rate', { survey_responses }, '2026-01-15')).toEqual({
    reading: 1 / 3,
    n: 3,
  });
  expect(read('response_rate', { survey_responses }, '2026-01-16')).toEqual({
    reading: 1 / 2,
    n: 4,
  });
  expect(read('response_rate', { survey_responses }, '2026-07-13').n).toBe(4);
  expect(read('response_rate', { survey_responses }, '2026-07-14').n).toBe(1);
});
