import type { Result } from '../result.ts';
import { reveal, type Secret } from '../secret.ts';
import { webIdentityToken, type ArgumentFailure } from './arguments.ts';

/** The web identity token in the text of a file, checked as one that was typed (BO4). */
export const tokenInFile = (text: Secret): Result<Secret, ArgumentFailure> =>
  webIdentityToken(reveal(text));
