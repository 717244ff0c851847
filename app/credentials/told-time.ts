import type { Answer, ToldTime } from '../ports.ts';

/** The time that an answer told. What does not speak AWS, such as a captive portal, does not tell the time either. */
export const toldTime = ({ outcome, serverTime, took }: Answer<unknown>): ToldTime => ({
  serverTime: outcome.ok || outcome.failure.kind === 'aws' ? serverTime : null,
  took,
});
