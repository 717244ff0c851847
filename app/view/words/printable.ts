/** What moves a terminal's cursor, changes its colours or turns text round. Line ends and tabs are text. */
const COMMANDS = /[^\P{Cc}\n\t]|\p{Bidi_Control}/gu;

/**
 * Text for a terminal. Names, paths and what AWS says come from others: nothing in them may do more there than be read.
 */
export const printable = (text: string): string => text.replaceAll(COMMANDS, '');
