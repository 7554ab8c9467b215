export { Engine, type EngineOptions, type Progress, type SourceData, type WorkOptions } from "./engine.js";
export { CancelledError, SourceError, StartError, ThroughlineError } from "./errors.js";
export { Scene, SceneNode, type Rect } from "./scene.js";
export { compileCore, type WasmSource } from "./wasm.js";
export type * from "./documents.js";
export type { SceneField, SceneRole, SceneState } from "./codes.js";
