import { Command } from "commander";
import { UserError } from "../core/user-error.ts";
import { addAccountCommand } from "./account.ts";
import { addApproveCommand } from "./approve.ts";
import { addCallSheetCommand } from "./call-sheet.ts";
import { addStatementCommand } from "./statement.ts";
import { addCallsCommand } from "./calls.ts";
import { addCashCommand } from "./cash.ts";
import { addChannelCommand } from "./channel.ts";
import { addCheckCommand } from "./check.ts";
import { report } from "./context.ts";
import { addDeliverCommand } from "./deliver.ts";
import { addDemoCommand } from "./demo.ts";
import { addHandOverCommand } from "./hand-over.ts";
import { addImportCommand } from "./import.ts";
import { addInboxCommand } from "./inbox.ts";
import { addInterestCommand } from "./interest.ts";
import { addLetterheadCommand } from "./letterhead.ts";
import { addLintCommand } from "./lint.ts";
import { addMigrateCommand } from "./migrate.ts";
import { toleratePipes } from "./output.ts";
import { addPauseCommands } from "./pause.ts";
import { addPostedCommand } from "./posted.ts";
import { addPrintCommand } from "./print.ts";
import { addProcedureCommand } from "./procedure.ts";
import { addProposeCommand } from "./propose.ts";
import { addReadCommand } from "./read.ts";
import { addRecallCommand } from "./recall.ts";
import { KINDS } from "./record-kinds.ts";
import { addRecordCommand } from "./record.ts";
import { addRunCommand } from "./run.ts";
import { addScheduleCommand } from "./schedule.ts";
import { addSettingsCommand } from "./settings.ts";
import { addStartCommand } from "./start.ts";
import { addTemplateCommand } from "./template.ts";
import { addTradeDataCommand } from "./trade-data.ts";
import { addAnchorCommand, addVerifyCommand } from "./verify.ts";
import { addVoiceCommand } from "./voice.ts";
import { addWaiveCommand } from "./waive.ts";
import { addWorkerCommand } from "./worker.ts";

const BAD_USAGE = 2;

const program = new Command("firmly")
  .description("Collects overdue invoices the way the best credit managers do: friendly, firm, never embarrassing.")
  .version("0.1.0")
  .showHelpAfterError("(firmly <command> --help tells what a command takes)")
  // `--version` after a command is its own: of which procedure.
  .enablePositionalOptions()
  .exitOverride();

for (const add of [
  addStartCommand,
  addRunCommand,
  addImportCommand,
  addReadCommand,
  addCashCommand,
  addProposeCommand,
  addApproveCommand,
  addDeliverCommand,
  addPrintCommand,
  addRecallCommand,
  addAccountCommand,
  addRecordCommand,
  addHandOverCommand,
  addTradeDataCommand,
  addCallsCommand,
  addCallSheetCommand,
  addStatementCommand,
  addVoiceCommand,
  addPostedCommand,
  addWaiveCommand,
  addSettingsCommand,
  addInterestCommand,
  addProcedureCommand,
  addTemplateCommand,
  addLetterheadCommand,
  addLintCommand,
  addCheckCommand,
  addVerifyCommand,
  addAnchorCommand,
  addMigrateCommand,
  addDemoCommand,
  addWorkerCommand,
  addInboxCommand,
  addPauseCommands,
  addScheduleCommand,
  addChannelCommand,
]) {
  add(program);
}
for (const command of program.commands.flatMap((each) => [each, ...each.commands])) command.exitOverride().configureOutput(program.configureOutput());

toleratePipes();

try {
  refuseKind(process.argv[2]);
  await program.parseAsync(process.argv);
} catch (error) {
  // Commander has said what is wrong already; help and version asked for are no errors.
  if (error instanceof Error && error.name === "CommanderError") process.exitCode = (error as { exitCode?: number }).exitCode === 0 ? 0 : BAD_USAGE;
  else process.exitCode = report(error);
}

/** What is recorded is easily taken for a command: `firmly hold A17`. */
function refuseKind(name = ""): void {
  if (!Object.hasOwn(KINDS, name) || program.commands.some((command) => command.name() === name)) return;
  throw new UserError("command-unknown", `"${name}" is something to record: firmly record ${name} ... (firmly record --help tells what it takes)`);
}
