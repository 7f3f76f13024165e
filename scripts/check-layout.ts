import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Checks how the workspace hangs together. Packages stand on a stair: each may import those before it in ORDER, apps may
 * import packages; whatever a package's files import of the workspace or from npm its package.json declares; no file is
 * imported in a circle (types included); tests and testing doors are not imported by what ships.
 */
const ORDER = [
  "schema",
  "binding",
  "brackets",
  "law",
  "notation",
  "revisions",
  "exchange",
  "protocol",
  "server",
  "web",
  "bench",
].map((name) => `@adref/${name}`);

/** What apps may take from other apps: the bench drives the server, and nothing else. */
const APP_IMPORTS: Readonly<Record<string, readonly string[]>> = { "@adref/bench": ["@adref/server"] };
const APPS = ["@adref/server", "@adref/web", "@adref/bench"];

interface Package {
  readonly name: string;
  readonly folder: string;
  readonly declared: ReadonlySet<string>;
  readonly exports: Readonly<Record<string, string>>;
}

const root = fileURLToPath(new URL("..", import.meta.url));
const problems: string[] = [];
const packages = globSync("{packages,apps}/*/package.json", { cwd: root }).map(readPackage);
const byName = new Map(packages.map((one) => [one.name, one]));
const rootDeclared = declaredIn(join(root, "package.json"));
const edges = new Map<string, string[]>();

for (const one of packages) {
  if (!ORDER.includes(one.name)) problems.push(`${one.name} has no place in the order of scripts/check-layout.ts`);
  for (const file of globSync("{src,test}/**/*.{ts,tsx}", { cwd: one.folder })) checkFile(one, join(one.folder, file));
}
reportCircles();

if (problems.length > 0) {
  for (const problem of problems.sort()) console.error(problem);
  console.error(`check-layout: ${problems.length} problem${problems.length === 1 ? "" : "s"}`);
  process.exitCode = 1;
} else {
  console.log(`check-layout: ${edges.size} files of ${packages.length} packages, imports in order, no circles`);
}

function readPackage(file: string): Package {
  const path = join(root, file);
  const { name, exports = {} } = JSON.parse(readFileSync(path, "utf8"));
  return { name, exports, folder: dirname(path), declared: declaredIn(path) };
}

function declaredIn(path: string): Set<string> {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(path, "utf8"));
  return new Set([...Object.keys(dependencies), ...Object.keys(devDependencies)]);
}

function checkFile(one: Package, file: string): void {
  const where = relative(root, file);
  const ships = where.includes("/src/") && !where.includes("/src/testing/") && one.name !== "@adref/bench";
  edges.set(file, []);
  for (const specifier of importsOf(file)) {
    if (specifier.startsWith("node:") || specifier.endsWith(".css")) continue;
    if (specifier.startsWith(".")) {
      const target = resolve(dirname(file), specifier);
      if (!existsSync(target)) problems.push(`${where}: imports ${specifier}, which is not there`);
      else if (relative(one.folder, target).startsWith("..") && (ships || !target.startsWith(join(root, "scripts"))))
        problems.push(`${where}: reaches out of its package to ${specifier}`);
      else edges.get(file)?.push(target);
      continue;
    }
    const name = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
    checkPackageImport(one, where, name, specifier, ships);
    const target = byName.get(name)?.exports[`.${specifier.slice(name.length)}`];
    if (target) edges.get(file)?.push(join(byName.get(name)?.folder ?? "", target));
  }
}

function checkPackageImport(one: Package, where: string, name: string, specifier: string, ships: boolean): void {
  if (!one.declared.has(name) && (ships || !rootDeclared.has(name))) {
    problems.push(`${where}: imports ${name}, which ${one.name}'s package.json does not declare`);
  }
  if (!name.startsWith("@adref/") || name === one.name) return;
  const allowedApp = APP_IMPORTS[one.name]?.includes(name) ?? false;
  const upward = ORDER.indexOf(name) > ORDER.indexOf(one.name);
  if (ships && (upward || (APPS.includes(name) && !allowedApp))) {
    problems.push(`${where}: ${one.name} may not import ${name}; imports point down the stair`);
  }
  if (ships && specifier.endsWith("/testing")) problems.push(`${where}: ships with ${specifier}, which is for tests`);
}

function importsOf(file: string): string[] {
  const source = readFileSync(file, "utf8");
  const found = new Set<string>();
  const forms = [
    /^\s*(?:import|export)\s(?:[^"';]*?\sfrom\s)?["']([^"'\n]+)["']/gm,
    /\bimport\(\s*["']([^"'\n]+)["']\s*\)/g,
  ];
  for (const form of forms) for (const match of source.matchAll(form)) found.add(match[1] as string);
  return [...found];
}

/** Each circle once, as the files on it. */
function reportCircles(): void {
  const state = new Map<string, "open" | "done">();
  const path: string[] = [];
  const visit = (file: string): void => {
    state.set(file, "open");
    path.push(file);
    for (const target of edges.get(file) ?? []) {
      const seen = state.get(target);
      if (seen === "open") {
        const circle = [...path.slice(path.indexOf(target)), target].map((one) => relative(root, one));
        problems.push(`circle: ${circle.join(" → ")}`);
      } else if (seen === undefined && edges.has(target)) visit(target);
    }
    path.pop();
    state.set(file, "done");
  };
  for (const file of edges.keys()) if (!state.has(file)) visit(file);
}
