/**
 * The appId of electron-builder.yml. Windows shows notices only of an app that says the id of its shortcut in the start
 * menu, which is the one that the installer wrote; test/house holds the two together.
 */
export const APP_ID = 'app.fobwatch.desktop';
