/** Style sheets and fonts are imported for their effect and built by Vite. */
declare module "*.css";
declare module "@fontsource/*";

interface ImportMeta {
  /** Set in vite.config.ts: whether this is the built client, not the one of the development server. */
  readonly env: { readonly BUILT: boolean };
}
