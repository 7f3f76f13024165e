/** Style sheets and fonts are imported for their effect and built by Vite. */
declare module "*.css";
declare module "@fontsource/*";

interface ImportMeta {
  /** Set by Vite. */
  readonly env: { readonly PROD: boolean };
}
