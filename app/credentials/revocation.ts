import type { Instant } from '../model.ts';
import { isoTimestamp } from './timestamp.ts';

/**
 * What the console's "Revoke active sessions" puts on a role, as text: everything is denied to credentials that were
 * issued before `at`, STS's time in ms. Later ones are not concerned.
 */
export const revocationPolicy = (at: Instant): string =>
  `${JSON.stringify(
    {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Deny',
          Action: ['*'],
          Resource: ['*'],
          Condition: { DateLessThan: { 'aws:TokenIssueTime': isoTimestamp(at, 'Z') } },
        },
      ],
    },
    null,
    2,
  )}\n`;
