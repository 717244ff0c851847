/** Every sentence of the product, by subject. Pure: time is an argument. */
export * from './words/ask.ts';
export * from './words/command-line.ts';
export * from './words/connection.ts';
export * from './words/denial.ts';
export * from './words/device.ts';
export * from './words/failure.ts';
export * from './words/label.ts';
export * from './words/made.ts';
export * from './words/notice.ts';
export * from './words/problem.ts';
export * from './words/profile.ts';
export * from './words/row.ts';
export * from './words/serving.ts';
export * from './words/setting.ts';
export * from './words/stage.ts';
export * from './words/time.ts';
export * from './words/tray.ts';
