import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reveal, secret } from '../../../app/secret.ts';
import { printable } from '../../../app/view/words/printable.ts';
import { said } from '../../../main/serve/agent/call.ts';
import {
  decodeCall,
  decodeForm,
  encodeForCurl,
  encodeReply,
  SEPARATOR,
} from '../../../main/serve/agent/wire.ts';

/** What an argument can be: anything but a NUL. */
const word = fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', ''));

/** Bytes that look somewhat like a question. */
const noise = fc
  .array(fc.oneof(fc.constantFrom('\0', '=', 'argc=1', 'cwd=/', 'input=yes', '9'), fc.string()))
  .map((parts) => Buffer.from(parts.join('')));

const asked = (words: readonly string[], input = ''): Buffer =>
  Buffer.from(
    [
      `argc=${words.length}`,
      'cwd=/here',
      `input=${input === '' ? 'no' : 'yes'}`,
      '',
      ...words,
      input,
    ].join('\0'),
  );

describe('what goes over the socket', () => {
  it('brings words and what is piped in as they were, whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(word), fc.string({ unit: 'binary', minLength: 1 }), (words, input) => {
        const call = decodeCall(asked(words, input));
        expect(call?.argv).toEqual(words);
        expect(call?.input && reveal(call.input)).toBe(input);
      }),
    );
  });

  it('is nothing or a whole question, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.oneof(noise, fc.uint8Array().map(Buffer.from)), (bytes) => {
        const call = decodeCall(bytes);
        expect(call === null || call.cwd.startsWith('/')).toBe(true);
        const form = decodeForm(bytes);
        expect(form === null || form.cwd.startsWith('/')).toBe(true);
      }),
    );
  });

  it('is taken apart from its end into what was said, whatever that is', () => {
    fc.assert(
      fc.property(word, word, (out, err) => {
        const parts = encodeReply({ ...said(''), out: secret(out), err }).split(SEPARATOR);
        expect(parts.slice(0, -2).join(SEPARATOR)).toBe(out);
        expect(parts.at(-2)).toBe(printable(err));
        expect(parts.at(-2)).not.toMatch(/[^\P{Cc}\n\t]/u);
        expect(parts.at(-1)).toBe('0');
      }),
    );
  });

  it('says errors to curl in one line of a header, whatever they hold', () => {
    fc.assert(
      fc.property(word, (err) => {
        const { says } = encodeForCurl({ ...said(''), err });
        expect(says).not.toMatch(/[^\u0020-\u007E\u0080-\u00FF]/);
        expect(() => new Headers({ says })).not.toThrow();
      }),
    );
  });
});
