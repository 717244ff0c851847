import { KeyForm } from './form/KeyForm.tsx';
import { mount } from './mount.tsx';
import './style/index.css';

mount((snapshot) => <KeyForm snapshot={snapshot} />);
