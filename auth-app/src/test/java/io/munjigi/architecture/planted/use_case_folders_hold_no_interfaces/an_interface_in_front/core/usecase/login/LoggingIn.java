package io.munjigi.architecture.planted.use_case_folders_hold_no_interfaces.an_interface_in_front.core.usecase.login;

/** For one implementation, or for none. */
interface LoggingIn {}
