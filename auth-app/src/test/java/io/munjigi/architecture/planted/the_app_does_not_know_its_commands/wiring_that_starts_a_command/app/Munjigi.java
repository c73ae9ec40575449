package io.munjigi.architecture.planted.the_app_does_not_know_its_commands.wiring_that_starts_a_command.app;

import io.munjigi.architecture.planted.the_app_does_not_know_its_commands.wiring_that_starts_a_command.app.command.Serve;

/** Wiring that starts a command. */
interface Munjigi {

    Serve serve();
}
