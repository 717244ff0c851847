import { contextBridge, ipcRenderer } from 'electron';
import { bridgeName, seedBridgeName, type SeedBridge } from '../app/bridge.ts';
import { channels } from '../app/channels.ts';
import { bridge } from './preload-bridge.ts';

const seedBridge: SeedBridge = { seed: () => ipcRenderer.invoke(channels.deviceSeed) };

contextBridge.exposeInMainWorld(bridgeName, bridge);
contextBridge.exposeInMainWorld(seedBridgeName, seedBridge);
