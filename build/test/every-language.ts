import { learnEvery } from '../../app/view/language.ts';

// As main does before it speaks.
await learnEvery();
