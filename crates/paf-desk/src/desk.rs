//! A framework that is looked at in browsers on this machine.

use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};

use paf_build::{Selection, Workspace};
use paf_diag::{Diagnostic, Rule};

use crate::address::Address;
use crate::clerk::{Clerk, Proofs, Shown, Wish, ask};
use crate::server;

/// A framework that is looked at in browsers.
pub struct Desk {
    address: Address,
    wishes: Sender<Wish>,
}

impl Desk {
    /// Opens a desk at a port of this machine, or at any that is free. Of what there is, `selection` can be chosen.
    ///
    /// # Errors
    /// Why it cannot be opened.
    pub fn open(
        workspace: Workspace,
        selection: Selection,
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
        server::start(listener, address.clone(), wishes.clone(), Arc::clone(&proofs))
            .map_err(|why| refused(&why))?;
        let mut clerk = Clerk::new(workspace, selection, proofs);
        std::thread::spawn(move || clerk.work(&asked));
        Ok(Self { address, wishes })
    }

    /// Where it is, for a browser on this machine.
    pub fn url(&self) -> String {
        self.address.url()
    }

    /// Looks at the disk anew: which of the files that were read have changed.
    pub fn look(&self) -> Vec<String> {
        self.ask(Wish::Look).unwrap_or_default()
    }

    /// Lays out what is looked at, and shows it.
    pub fn show(&self) -> Shown {
        self.ask(Wish::Show).unwrap_or_default()
    }

    /// Nothing where the thread has ended, as it does with a panic that was told.
    fn ask<T>(&self, wish: impl FnOnce(Sender<T>) -> Wish) -> Option<T> {
        ask(&self.wishes, wish)
    }
}
