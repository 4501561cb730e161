// Starts `okr lsp` and shows what it says. All knowledge of goals is in the server.

import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";

let client: LanguageClient | undefined;

function settings(): { path: string; inlayHints: boolean; completeKeys: boolean } {
  const section = vscode.workspace.getConfiguration("okr");
  return {
    path: section.get("path", "okr"),
    inlayHints: section.get("inlayHints", true),
    completeKeys: section.get("completeKeys", true),
  };
}

async function start(): Promise<void> {
  const { path, ...options } = settings();
  const server: ServerOptions = { command: path, args: ["lsp"] };
  const how: LanguageClientOptions = {
    documentSelector: [
      { scheme: "file", language: "yaml" },
      { scheme: "file", pattern: "**/readings/*.csv" },
    ],
    initializationOptions: options,
    synchronize: { configurationSection: "okr" },
  };
  client = new LanguageClient("okr", "OKR", server, how);
  try {
    await client.start();
  } catch (error) {
    const answer = await vscode.window.showErrorMessage(
      `The program \`${path}\` could not be started: ${error}`,
      "Say where it is",
    );
    if (answer) await vscode.commands.executeCommand("workbench.action.openSettings", "okr.path");
  }
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  if (running?.isRunning()) await running.stop();
}

/** Runs a command of the program in a terminal, in the folder of the open file. */
function run(argument: string): void {
  const open = vscode.window.activeTextEditor?.document.uri;
  const folder = (open && vscode.workspace.getWorkspaceFolder(open)) ?? vscode.workspace.workspaceFolders?.[0];
  const task = new vscode.Task(
    { type: "okr" },
    folder ?? vscode.TaskScope.Workspace,
    argument,
    "okr",
    new vscode.ProcessExecution(settings().path, argument === "check" ? ["check", "--format", "concise"] : [argument]),
    argument === "check" ? "$okr" : [],
  );
  void vscode.tasks.executeTask(task);
}

/** The pages of rules, which diagnostics link to. */
const pages: vscode.TextDocumentContentProvider = {
  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const page = await client?.sendRequest<{ text: string }>("workspace/textDocumentContent", { uri: uri.toString() });
    return page?.text ?? "";
  },
};

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.workspace.registerTextDocumentContentProvider("okr", pages),
    vscode.commands.registerCommand("okr.restart", async () => {
      await stop();
      await start();
    }),
    vscode.commands.registerCommand("okr.check", () => run("check")),
    vscode.commands.registerCommand("okr.status", () => run("status")),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (!event.affectsConfiguration("okr.path")) return;
      await stop();
      await start();
    }),
  );
  await start();
}

export function deactivate(): Promise<void> {
  return stop();
}
