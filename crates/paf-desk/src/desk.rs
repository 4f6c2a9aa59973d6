//! A framework that is looked at in browsers on this machine.

use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;

use paf_build::{Selection, Workspace};
use paf_diag::{Diagnostic, Rule};
use paf_locale::Date;

use crate::address::Address;
use crate::clerk::{Clerk, Proofs, Shown, Wish, ask};
use crate::server;

/// After how long it is told that pages are still laid out.
const LONG: Duration = Duration::from_secs(20);

/// A framework that is looked at in browsers.
pub struct Desk {
    address: Address,
    wishes: Sender<Wish>,
}

impl Desk {
    /// Opens a desk at a port of this machine, or at any that is free. Of what there is, `selection` can be chosen.
    /// Pages carry `date` in place of the framework's.
    ///
    /// # Errors
    /// Why it cannot be opened.
    pub fn open(
        workspace: Workspace,
        selection: Selection,
        date: Option<Date>,
        port: Option<u16>,
    ) -> Result<Self, Box<Diagnostic>> {
        let refused = |why: &str| {
            let port = port.map(|port| format!(" at port {port}")).unwrap_or_default();
            let error = Diagnostic::error(Rule::Environment, format!("nothing can be shown{port}: {why}"));
            Box::new(error.help("leave `--port` out, so that a free port is taken"))
        };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port.unwrap_or(0)));
        let listener = listener.map_err(|error| refused(&paf_build::in_words(&error)))?;
        let at = listener.local_addr().map_err(|error| refused(&paf_build::in_words(&error)))?;
        let address = Address::new(at).map_err(|why| refused(&why))?;
        let (wishes, asked) = channel();
        let proofs = Arc::new(Proofs::default());
        server::start(listener, address.clone(), wishes.clone(), Arc::clone(&proofs));
        let mut clerk = Clerk::new(workspace, selection, date, proofs);
        std::thread::spawn(move || clerk.work(&asked));
        Ok(Self { address, wishes })
    }

    /// Where it is, for a browser on this machine.
    pub fn url(&self) -> String {
        self.address.url()
    }

    /// Looks at the disk anew: which of the files that were read have changed. Nothing where the desk has come to an
    /// end, with a panic that was told.
    pub fn look(&self, today: Date) -> Option<Vec<String>> {
        ask(&self.wishes, |reply| Wish::Look(today, reply))
    }

    /// Lays out what is looked at, and shows it; `slow` is called once if that takes long. Nothing where the desk has
    /// come to an end.
    pub fn show(&self, slow: impl FnOnce()) -> Option<Shown> {
        let (reply, answer) = channel();
        self.wishes.send(Wish::Show(reply)).ok()?;
        match answer.recv_timeout(LONG) {
            Err(RecvTimeoutError::Timeout) => {
                slow();
                answer.recv().ok()
            }
            answer => answer.ok(),
        }
    }
}
