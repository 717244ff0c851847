/** A view in a theme; `file` lies beside the page. */
export type Picture = {
  readonly act: string;
  readonly scene: string;
  readonly theme: 'light' | 'dark';
  /** null: in the usual window, letters, colours and words. */
  readonly variant: string | null;
  readonly file: string;
};

/** The tray's icons in every state, beside the page. */
export const trayFile = 'tray.png';

const figure = ({ act, scene, theme, variant, file }: Picture): string => {
  const words = [scene, ...(variant === null ? [] : [variant]), theme].join(', ');
  return `<figure><img src="${file}" alt="${act}, ${words}" loading="lazy"><figcaption>${words}</figcaption></figure>`;
};

/** The usual pictures first, then variant by variant. */
const inOrder = (pictures: readonly Picture[]): readonly Picture[] =>
  [...new Set(pictures.map(({ variant }) => variant))].flatMap((variant) =>
    pictures.filter((picture) => picture.variant === variant),
  );

/** One page with all pictures, act by act, both themes of a view beside each other. */
export const galleryPage = (pictures: readonly Picture[]): string => {
  const acts = [...new Set(pictures.map(({ act }) => act))];
  const sections = acts.map((act) => {
    const own = pictures.filter((picture) => picture.act === act);
    const scenes = [...new Set(own.map(({ scene }) => scene))];
    const figures = scenes.flatMap((scene) =>
      inOrder(own.filter((picture) => picture.scene === scene)),
    );
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
  img { display: block; border-radius: 8px; max-width: 100%; }
  figcaption { padding: 4px 0; }
</style>
<h1>Fobwatch: every view</h1>
${sections.join('\n')}
<section><h2>tray</h2><figure><img src="${trayFile}" alt="The tray’s icons, enlarged and as they are, on light and dark panels" loading="lazy"><figcaption>16, 22, 24 and 32 px</figcaption></figure></section>
</html>
`;
};
