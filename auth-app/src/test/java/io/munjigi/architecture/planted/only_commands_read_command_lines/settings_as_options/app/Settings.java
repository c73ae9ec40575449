package io.munjigi.architecture.planted.only_commands_read_command_lines.settings_as_options.app;

import picocli.CommandLine;

/** Settings that are options. */
interface Settings {

    CommandLine commandLine();
}
