import { describe, expect, it } from 'vitest';
import { launchOf } from '../../../main/serve/agent/launch.ts';

describe('the app is started once more', () => {
  const execPath = '/opt/Fobwatch/fobwatch-desktop';

  it.each([
    ['as it was', ['--no-sandbox'], {}, [execPath, '--no-sandbox', '--background']],
    ['in the background once', ['--background'], {}, [execPath, '--background']],
    ['without a search that nobody asked for', ['--search'], {}, [execPath, '--background']],
    [
      'from the file of an AppImage',
      [],
      { APPIMAGE: '/home/ada/Fobwatch.AppImage' },
      ['/home/ada/Fobwatch.AppImage', '--background'],
    ],
  ])('%s', (_, words, env, expected) => {
    expect(launchOf({ execPath, argv: [execPath, ...words], env })).toEqual(expected);
  });
});
