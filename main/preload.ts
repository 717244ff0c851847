import { contextBridge } from 'electron';
import { bridgeName } from '../app/bridge.ts';
import { bridge } from './preload-bridge.ts';

contextBridge.exposeInMainWorld(bridgeName, bridge);
