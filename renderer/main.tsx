import { App } from './App.tsx';
import { mount } from './mount.tsx';
import './style/index.css';

mount((snapshot) => <App snapshot={snapshot} />);
