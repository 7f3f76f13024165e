import type { ReactNode } from "react";
import { RouterProvider as AriaRouter } from "react-aria-components";
import { BrowserRouter, Route, Routes, useHref, useNavigate } from "react-router";
import { PageCommands } from "./commands/page-commands.tsx";
import { Language, useSay } from "./intl.tsx";
import { Later, laterPage } from "./later.tsx";
import { VersionNotice } from "./offline/version-notice.tsx";
import { NegotiationPage } from "./pages/negotiation.tsx";
import { SignInPage } from "./pages/sign-in.tsx";
import { useWho, WhoProvider } from "./people/who.tsx";
import { FailureNotice, Notice, SignedOut, Waiting } from "./ui/notice.tsx";
import { Toasts } from "./ui/toasts.tsx";

/**
 * The editor is by far the largest part; nobody waits for it before the list of texts shows. It loads at once where a text is
 * opened. The pages of its past share most of it.
 */
const textPage = laterPage(() => import("./pages/text.tsx"), "TextPage");
const momentPage = laterPage(() => import("./pages/moment.tsx"), "MomentPage");
const comparePage = laterPage(() => import("./pages/compare.tsx"), "ComparePage");
const setupPage = laterPage(() => import("./pages/setup.tsx"), "SetupPage");
const peoplePage = laterPage(() => import("./pages/people.tsx"), "PeoplePage");
const practicePage = laterPage(() => import("./pages/practice.tsx"), "PracticePage");
const screenPage = laterPage(() => import("./pages/screen.tsx"), "ScreenPage");
const importPage = laterPage(() => import("./pages/import.tsx"), "ImportPage");
const opened = /^\/texts\/[^/]+(\/\w+)?/.exec(globalThis.location?.pathname ?? "");
const pageOf = new Map([
  ["/at", momentPage],
  ["/compare", comparePage],
  ["/screen", screenPage],
]);
if (opened) (pageOf.get(opened[1] ?? "") ?? textPage).load().catch(() => {});

/** The whole client. */
export function App() {
  return (
    <Language>
      <BrowserRouter>
        <Navigating>
          <WhoProvider>
            <Routes>
              <Route path="/signin/:token" element={<SignInPage />} />
              <Route path="/signed-out" element={<SignedOut />} />
              <Route
                path="/"
                element={
                  <ForPeople>
                    <NegotiationPage />
                  </ForPeople>
                }
              />
              <Route
                path="/texts/:id"
                element={
                  <ForPeople>
                    <Later page={textPage} />
                  </ForPeople>
                }
              />
              <Route
                path="/texts/:id/at/:ref"
                element={
                  <ForPeople>
                    <Later page={momentPage} />
                  </ForPeople>
                }
              />
              <Route
                path="/texts/:id/screen"
                element={
                  <ForPeople>
                    <Later page={screenPage} />
                  </ForPeople>
                }
              />
              <Route
                path="/texts/:id/compare"
                element={
                  <ForPeople>
                    <Later page={comparePage} />
                  </ForPeople>
                }
              />
              {["/import", "/import/:id"].map((path) => (
                <Route
                  key={path}
                  path={path}
                  element={
                    <ForPeople>
                      <Later page={importPage} />
                    </ForPeople>
                  }
                />
              ))}
              {["/setup", "/setup/:step"].map((path) => (
                <Route
                  key={path}
                  path={path}
                  element={
                    <ForPeople>
                      <Later page={setupPage} />
                    </ForPeople>
                  }
                />
              ))}
              <Route
                path="/practice/:id"
                element={
                  <ForPeople>
                    <Later page={practicePage} />
                  </ForPeople>
                }
              />
              <Route
                path="/people"
                element={
                  <ForPeople>
                    <Later page={peoplePage} />
                  </ForPeople>
                }
              />
              <Route path="*" element={<NotFound />} />
            </Routes>
            <PageCommands />
          </WhoProvider>
          <VersionNotice />
          <Toasts />
        </Navigating>
      </BrowserRouter>
    </Language>
  );
}

function Navigating({ children }: { children: ReactNode }) {
  const navigate = useNavigate();
  return (
    <AriaRouter navigate={(path) => void navigate(path)} useHref={useHref}>
      {children}
    </AriaRouter>
  );
}

/** Shows its children to somebody who is signed in. */
function ForPeople({ children }: { children: ReactNode }) {
  const { who, ask } = useWho();
  switch (who.state) {
    case "asking":
      return <Waiting />;
    case "out":
      return <SignedOut />;
    case "unknown":
      return <FailureNotice failure={who.failure} again={ask} />;
    case "in":
      return children;
  }
}

function NotFound() {
  const say = useSay();
  return <Notice title={say("failure.notFound.title")}>{say("failure.notFound.body")}</Notice>;
}
