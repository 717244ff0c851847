import fc from 'fast-check';

// Properties are tried from one seed in `npm test`, so that a change is judged by what it changed; `npm run fuzz` plays
// them from another seed each time.
fc.configureGlobal({ seed: Number(process.env['FUZZ_SEED'] ?? 20_261_124) });
