//! The one writer: a thread with a queue and group commit.
//!
//! The thread takes every job that waits, runs each in its own savepoint and
//! commits them together, so that many phones share one wait for the disk. It
//! waits a little for those that are announced, and for nobody else. A job is
//! answered only after that commit.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::news::News;
use super::place::Place;
use super::{StoreError, Writing};

/// Jobs of one commit: enough to share the wait for the disk, few enough that
/// the first of them is not kept waiting by the last.
const MOST_JOBS: usize = 64;
/// How long a commit waits for jobs that are announced: as long as a good disk
/// takes for one.
const WINDOW: Duration = Duration::from_millis(2);

/// The queue and its thread. Dropping it finishes what is queued.
pub(super) struct Writer {
    queue: Option<Sender<Box<dyn Job>>>,
    announced: Arc<AtomicUsize>,
    thread: Option<JoinHandle<()>>,
}

/// What a commit must outlast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outlasts {
    /// The end of the machine's power.
    Power,
    /// The end of the program. What is lost with the power is made again from
    /// the rest; the disk is not waited for.
    Program,
}

trait Job: Send {
    /// What its commit must outlast.
    fn outlasts(&self) -> Outlasts;
    /// Does the work in a savepoint of `transaction`.
    fn run(&mut self, transaction: &mut Transaction<'_>);
    /// Tells the one who waits what became of it.
    fn answer(self: Box<Self>, committed: &Result<(), StoreError>);
}

struct Work<T, E, F, R> {
    outlasts: Outlasts,
    work: Option<F>,
    outcome: Option<Result<T, E>>,
    reply: R,
}

impl<T, E, F, R> Job for Work<T, E, F, R>
where
    T: Send,
    E: From<StoreError> + Send,
    F: FnOnce(&Writing<'_>) -> Result<T, E> + Send,
    R: FnOnce(Result<T, E>) + Send,
{
    fn outlasts(&self) -> Outlasts {
        self.outlasts
    }

    fn run(&mut self, transaction: &mut Transaction<'_>) {
        let Some(work) = self.work.take() else {
            return;
        };
        let attempt = || {
            let writing = Writing::new(transaction.savepoint().map_err(StoreError::from)?);
            let outcome = work(&writing)?;
            writing.keep()?;
            Ok(outcome)
        };
        // A panic must not end the writer; its savepoint rolls back as it is dropped.
        let outcome = catch_unwind(AssertUnwindSafe(attempt));
        self.outcome = Some(outcome.unwrap_or_else(|_| Err(StoreError::Panicked.into())));
    }

    fn answer(self: Box<Self>, committed: &Result<(), StoreError>) {
        let outcome = match (self.outcome, committed) {
            (Some(Err(own)), _) => Err(own),
            (_, Err(error)) => Err(error.clone().into()),
            (None, Ok(())) => Err(StoreError::Stopped.into()),
            (Some(done), Ok(())) => done,
        };
        (self.reply)(outcome);
    }
}

impl Writer {
    pub(super) fn start(connection: Connection, place: Place, news: Arc<News>) -> Result<Self, StoreError> {
        let (queue, jobs) = channel();
        let announced = Arc::new(AtomicUsize::new(0));
        let queue_of = Queue { jobs, announced: Arc::clone(&announced) };
        let thread = std::thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || serve(connection, &place, &queue_of, &news))
            .map_err(|error| StoreError::Database(error.to_string()))?;
        Ok(Self { queue: Some(queue), announced, thread: Some(thread) })
    }

    /// Says that one more job will be submitted within a moment.
    pub(super) fn announce(&self) {
        self.announced.fetch_add(1, Ordering::Relaxed);
    }

    /// Says that one that was announced is submitted, or will not be.
    pub(super) fn withdraw(&self) {
        self.announced.fetch_sub(1, Ordering::Relaxed);
    }

    /// Queues `work`; `reply` gets its outcome once it is committed, and is
    /// dropped unused if the writer has ended.
    pub(super) fn submit<T: Send + 'static, E: From<StoreError> + Send + 'static>(
        &self,
        outlasts: Outlasts,
        work: impl FnOnce(&Writing<'_>) -> Result<T, E> + Send + 'static,
        reply: impl FnOnce(Result<T, E>) + Send + 'static,
    ) {
        if let Some(queue) = &self.queue {
            queue.send(Box::new(Work { outlasts, work: Some(work), outcome: None, reply })).ok();
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.queue.take();
        if let Some(thread) = self.thread.take()
            && thread.thread().id() != std::thread::current().id()
        {
            thread.join().ok();
        }
    }
}

/// The writer's end of the queue.
struct Queue {
    jobs: Receiver<Box<dyn Job>>,
    announced: Arc<AtomicUsize>,
}

impl Queue {
    /// The jobs of the next commit; none once the queue has ended.
    fn next(&self) -> Option<Vec<Box<dyn Job>>> {
        let mut jobs = vec![self.jobs.recv().ok()?];
        let end = Instant::now() + WINDOW;
        while jobs.len() < MOST_JOBS {
            if let Ok(job) = self.jobs.try_recv() {
                jobs.push(job);
                continue;
            }
            let left = end.saturating_duration_since(Instant::now());
            if self.announced.load(Ordering::Relaxed) == 0 || left.is_zero() {
                break;
            }
            match self.jobs.recv_timeout(left) {
                Ok(job) => jobs.push(job),
                Err(_) => break,
            }
        }
        Some(jobs)
    }
}

fn serve(mut connection: Connection, place: &Place, queue: &Queue, news: &News) {
    while let Some(mut jobs) = queue.next() {
        let committed = commit_together(&mut connection, place, &mut jobs);
        if let Err(error) = &committed {
            tracing::error!(%error, jobs = jobs.len(), "nothing was stored");
        }
        for job in jobs {
            job.answer(&committed);
        }
        // What is stored is stored, whether or not anybody hears of it.
        if let Err(error) = news.tell(&connection) {
            tracing::warn!(%error, "the news cannot be told");
        }
    }
}

fn commit_together(
    connection: &mut Connection,
    place: &Place,
    jobs: &mut [Box<dyn Job>],
) -> Result<(), StoreError> {
    let durable = jobs.iter().any(|job| job.outlasts() == Outlasts::Power);
    connection.pragma_update(None, "synchronous", if durable { "FULL" } else { "NORMAL" })?;
    let mut transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for job in jobs {
        job.run(&mut transaction);
        // A full disk, among others, takes the whole transaction back.
        if transaction.is_autocommit() {
            return Err(StoreError::Database("the transaction was taken back".to_owned()));
        }
    }
    // As late as can be: what is committed into a file without a name is lost.
    place.check()?;
    Ok(transaction.commit()?)
}
