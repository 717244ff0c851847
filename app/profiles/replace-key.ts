import { commentAt } from './lines.ts';
import { isOneLine, withValue, type EditRefusal } from './edit.ts';
import { seeSection, type SectionTarget, type SeenLine } from './owned-section.ts';
import { fail, ok, type Result } from '../result.ts';
import { joinLines } from './text-lines.ts';

/** A long-term key in plain text. */
export type PlainKey = { readonly accessKeyId: string; readonly secretAccessKey: string };

/**
 * Puts another key of the same user in the place of the one that stands in a profile's section: its two values, and not a
 * byte beside them. A section that does not hold the old key, or holds the new one already, is left as it is. Refused
 * where it does not say one key in one way that every tool reads alike.
 */
export const replaceKey = (
  text: string,
  target: SectionTarget,
  oldId: string,
  key: PlainKey,
): Result<string, EditRefusal> => {
  const section = seeSection(text, target);
  const seen = (name: string): readonly SeenLine[] =>
    section.parts.flatMap(({ body }) =>
      body.filter(({ line }) => line.kind === 'property' && line.key === name),
    );
  const valueOf = ({ line }: SeenLine): string => (line.kind === 'property' ? line.value : '');
  const ids = seen('aws_access_key_id');
  if (!ids.some((line) => valueOf(line) === oldId)) return ok(text);
  const secrets = seen('aws_secret_access_key');
  const [id, otherId] = ids;
  const [secretLine, otherSecret] = secrets;
  const [token] = [...seen('aws_session_token'), ...seen('aws_security_token')];
  const odd =
    otherId ?? otherSecret ?? token ?? [id, secretLine].find((line) => !isPlain(line)) ?? null;
  if (odd !== null) return fail({ kind: 'unclear', line: odd.at + 1 });
  if (id === undefined || secretLine === undefined)
    return fail({ kind: 'unclear', line: (id?.at ?? 0) + 1 });
  for (const [name, value] of [
    ['aws_access_key_id', key.accessKeyId],
    ['aws_secret_access_key', key.secretAccessKey],
  ] as const)
    if (!isOneLine(value)) return fail({ kind: 'value', key: name });
  const changes = new Map([
    [id.at, withValue(id.text, 'aws_access_key_id', key.accessKeyId)],
    [secretLine.at, withValue(secretLine.text, 'aws_secret_access_key', key.secretAccessKey)],
  ]);
  return ok(
    joinLines({
      ...section.text,
      lines: section.text.lines.flatMap((line, at) =>
        (changes.get(at) ?? [line.text]).map((one) => ({
          text: one,
          end: line.end || section.text.end,
        })),
      ),
    }),
  );
};

/** A property at the section's own level, on a line of its own. */
const isPlain = (seen: SeenLine | undefined): boolean =>
  seen !== undefined &&
  seen.line.kind === 'property' &&
  seen.line.parent === null &&
  !seen.line.unexpected &&
  !seen.text.includes('\r') &&
  commentAt(seen.text) > 0;
