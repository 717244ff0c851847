import { describe, expect, it } from 'vitest';
import { servedFile } from '../../../main/desktop/served-file.ts';

const folder = '/opt/fobwatch/renderer';

describe('the file behind a URL of our scheme', () => {
  it.each([
    ['fobwatch://app/index.html', 'index.html', 'text/html; charset=utf-8'],
    ['fobwatch://app/assets/a-1.js?x#y', 'assets/a-1.js', 'text/javascript; charset=utf-8'],
    ['fobwatch://app/assets/a-1.css', 'assets/a-1.css', 'text/css; charset=utf-8'],
    ['fobwatch://app/assets/..%2findex.html', 'index.html', 'text/html; charset=utf-8'],
  ])('%s is %s', (url, path, type) => {
    expect(servedFile(folder, url)).toEqual({ path: `${folder}/${path}`, type });
  });

  it.each([
    ['an escape', 'fobwatch://app/..%2f..%2fsecret.html'],
    ['an escape from a folder of a like name', 'fobwatch://app/..%2frenderer-2%2findex.html'],
    ['another host', 'fobwatch://other/index.html'],
    ['the folder itself', 'fobwatch://app/'],
    ['a type the app has none of', 'fobwatch://app/main.mjs'],
    ['a broken escape', 'fobwatch://app/%zz.html'],
    ['a zero byte', 'fobwatch://app/a%00.html'],
    ['no URL', 'index.html'],
  ])('there is none for %s', (_name, url) => {
    expect(servedFile(folder, url)).toBeNull();
  });
});
