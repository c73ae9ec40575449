package io.munjigi.architecture.planted.transfers_know_only_the_model.a_source_that_signs_up.app.transfer;

import io.munjigi.architecture.planted.transfers_know_only_the_model.a_source_that_signs_up.core.usecase.account.SignUp;

/** A source that decides what becomes of its rows. */
interface CsvSource {

    SignUp signUp();
}
