/** Words to the person at the terminal, and the one way a set-up step gives up. */

/** Prints one line of progress. @param {string} line */
export const say = (line) => {
  process.stdout.write(`${line}\n`);
};

/**
 * Ends the process with exit 1 and what to do about it. Set-up steps stop here instead of going on
 * with something missing: nothing is ever skipped.
 * @param {string} message
 * @returns {never}
 */
export const giveUp = (message) => {
  process.stderr.write(`${message}\n`);
  process.exit(1);
};
