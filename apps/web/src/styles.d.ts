/** Style sheets and fonts are imported for their effect and built by Vite. */
declare module "*.css";
declare module "@fontsource/*";
