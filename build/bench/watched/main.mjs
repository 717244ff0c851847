// Runs the app in the folder that WATCHED names, and notes on stdout when each of its windows was painted, hidden and
// gone: with nothing attached to it that a person's would not have.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

/** Two frames after the list is there: in the first it is drawn, and in the second it has been. */
const painted = `new Promise((done) => {
  const look = () => {
    if (document.querySelectorAll('[data-grant]').length > 5)
      requestAnimationFrame(() => requestAnimationFrame(() => done(Date.now())));
    else requestAnimationFrame(look);
  };
  look();
})`;

/** @param {string} what */
const note = (what) => process.stdout.write(`watched ${what}\n`);

app.on('browser-window-created', (_event, window) => {
  window.on('show', () => {
    // One that goes before it is painted has nothing to note.
    window.webContents.executeJavaScript(painted).then(
      (at) => note(`painted ${at}`),
      () => undefined,
    );
  });
  window.on('hide', () => note('hidden'));
  window.on('closed', () => note('gone'));
});

const folder = process.env['WATCHED'] ?? '';
const { name, productName, main } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
// Its data folder and its keychain items go by it.
app.setName(productName ?? name);
await import(pathToFileURL(join(folder, main)).href);
