import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createControl } from './control.ts';
import { demoWorld } from './demo-world.ts';
import { createLocalAws } from './server.ts';
import { worldSchema } from './world.ts';

/*
 * The local AWS as a process. Options: `--world FILE` (JSON, see world.ts), else the demo world made
 * from `--seed TEXT`; `--port N`; `--until-stdin-closes` ends it with whoever started it. Prints one
 * line of JSON, `{"url","controlUrl"}`, when it listens. Ends on SIGTERM and SIGINT.
 */
const { values } = parseArgs({
  options: {
    world: { type: 'string' },
    seed: { type: 'string' },
    port: { type: 'string', default: '0' },
    'until-stdin-closes': { type: 'boolean', default: false },
  },
});

const world =
  values.world === undefined
    ? demoWorld(values.seed)
    : worldSchema.parse(JSON.parse(readFileSync(values.world, 'utf8')));
const aws = await createLocalAws({ world, port: Number(values.port) });
const control = await createControl(aws);

const stop = (): void => {
  void Promise.all([aws.stop(), control.stop()]).then(() => process.exit(0));
};
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
if (values['until-stdin-closes']) process.stdin.once('end', stop).resume();

process.stdout.write(`${JSON.stringify({ url: aws.url, controlUrl: control.url })}\n`);
