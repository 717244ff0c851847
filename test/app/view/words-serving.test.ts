import { describe, expect, it } from 'vitest';
import { servedWords } from '../../../app/view/words.ts';
import type { ServedMark } from '../../../app/view/served-view.ts';

const NOW = Date.UTC(2026, 10, 24, 14, 0);
type On = Extract<ServedMark, { readonly kind: 'on' }>;
const on = (changes: Partial<On> = {}): On => ({
  kind: 'on',
  shared: true,
  programs: [],
  fetched: null,
  hidden: false,
  ...changes,
});

describe('what a row says while its credentials are served', () => {
  it.each<[string, On, string]>([
    [
      'to whoever has the block',
      on(),
      'Any program of yours that has the endpoint block gets these credentials, until you stop serving.',
    ],
    [
      'to one program',
      on({ shared: false, programs: ['terraform'] }),
      'Served to terraform alone, as long as it runs.',
    ],
    [
      'to both',
      on({ programs: ['terraform', 'make'] }),
      'Any program of yours that has the endpoint block gets these credentials, until you stop serving. Endpoints of their own: terraform, make.',
    ],
  ])('%s', (_, mark, sentence) => {
    expect(servedWords(mark, NOW)).toBe(sentence);
  });

  it('who fetched them last, and when', () => {
    const fetched = { at: NOW - 60_000, by: 'aws-cli' };
    expect(servedWords(on({ fetched }), NOW, 'UTC')).toMatch(/ Last fetched 13:59 by aws-cli\.$/);
  });

  it('that a [default] profile wins over it', () => {
    expect(servedWords(on({ hidden: true }), NOW)).toMatch(
      /Programs that find keys or a role under \[default\] in the AWS files use those instead\.$/,
    );
  });
});
