import { labStages, thingsOf, type LabStage, type LabThing } from '../lab/trial.ts';
import { isLabBusy, type LabState, type LabWork } from '../session/lab.ts';

/** The trial for the window. */
export type LabView = {
  readonly work: LabWork;
  readonly busy: boolean;
  /** The name of the trial that is there; null: none that this computer made. */
  readonly there: string | null;
  /** What is going to be made, once it was prepared. */
  readonly things: readonly LabThing[];
  readonly stages: readonly { readonly stage: LabStage; readonly is: 'done' | 'now' | 'later' }[];
};

const stagesOf = (work: LabWork): LabView['stages'] => {
  if (work.kind !== 'making' && work.kind !== 'made') return [];
  const now = work.kind === 'made' ? labStages.length : work.done.length;
  return labStages.map((stage, index) => ({
    stage,
    is: index < now ? 'done' : index === now ? 'now' : 'later',
  }));
};

export const labView = (lab: LabState): LabView => ({
  work: lab.work,
  busy: isLabBusy(lab),
  there: lab.trial?.name ?? null,
  things: lab.work.kind === 'prepared' ? thingsOf(lab.work.trial) : [],
  stages: stagesOf(lab.work),
});
