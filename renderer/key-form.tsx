import { keyFormWords } from '../app/view/words.ts';
import { KeyForm } from './form/KeyForm.tsx';
import { mount } from './mount.tsx';
import './style/index.css';

mount(
  (snapshot) => <KeyForm snapshot={snapshot} />,
  () => keyFormWords.title,
);
