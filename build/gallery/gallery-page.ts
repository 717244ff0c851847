/** A view in a theme; `file` lies beside the page. */
export type Picture = {
  readonly act: string;
  readonly scene: string;
  readonly theme: 'light' | 'dark';
  readonly file: string;
};

const figure = ({ act, scene, theme, file }: Picture): string =>
  `<figure><img src="${file}" alt="${act}, ${scene}, ${theme}" loading="lazy"><figcaption>${scene}, ${theme}</figcaption></figure>`;

/** One page with all pictures, act by act, both themes of a view beside each other. */
export const galleryPage = (pictures: readonly Picture[]): string => {
  const acts = [...new Set(pictures.map(({ act }) => act))];
  const sections = acts.map((act) => {
    const own = pictures.filter((picture) => picture.act === act);
    const scenes = [...new Set(own.map(({ scene }) => scene))];
    const figures = scenes.flatMap((scene) => own.filter((picture) => picture.scene === scene));
    return `<section><h2>${act}</h2>${figures.map(figure).join('\n')}</section>`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Fobwatch: every view</title>
<style>
  body { font: 14px system-ui, sans-serif; margin: 24px; background: #777; color: #fff; }
  section { display: flex; flex-wrap: wrap; gap: 16px; }
  h2 { flex-basis: 100%; margin: 16px 0 0; }
  figure { margin: 0; }
  img { display: block; border-radius: 8px; }
  figcaption { padding: 4px 0; }
</style>
<h1>Fobwatch: every view</h1>
${sections.join('\n')}
</html>
`;
};
