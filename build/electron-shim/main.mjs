// Stands in for Electron's default_app.asar, which the npm-hosted distribution lacks: runs the app in
// the folder named by the first argument that is no flag.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const folder = resolve(process.argv.slice(1).find((argument) => !argument.startsWith('-')) ?? '.');
const { name, productName, version, main } = JSON.parse(
  readFileSync(join(folder, 'package.json'), 'utf8'),
);
app.setName(productName ?? name);
// Not in Electron's types; its own default_app calls them.
for (const [method, value] of [
  ['setVersion', version],
  ['setAppPath', folder],
]) {
  Reflect.apply(Reflect.get(app, method), app, [value]);
}
// Awaited at the top level: ready is held back until main's first turn has run, in which privileged
// schemes must be registered.
await import(pathToFileURL(join(folder, main)).href);
