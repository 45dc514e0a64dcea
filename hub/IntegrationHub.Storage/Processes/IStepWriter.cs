using IntegrationHub.Exchange.History;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;

namespace IntegrationHub.Storage.Processes;

/// <summary>How a provider writes what a step of an instance changes. Everything is one transaction, in the order of the calls.</summary>
internal interface IStepWriter
{
    /// <summary>The instance's new state, on the revision that it was decided on; else the step is a conflict.</summary>
    void Advance();

    /// <summary>The work that the step has done goes, under its fence; else the claim is lost.</summary>
    void Finish(Claim done);

    /// <summary>Whoever changes messages or subscriptions of a name and key holds the lock of that name and key until the commit.</summary>
    void Lock(IReadOnlyList<MessageKey> keys);

    /// <summary>The message of a wait has come; the next one may follow.</summary>
    void Delivered(int wait);

    /// <param name="id">What its sealed inputs are bound to.</param>
    /// <param name="task">The task.</param>
    /// <param name="offers">For each role that may do it: from when on.</param>
    void OpenTask(Guid id, Effect.OpenTask task, IReadOnlyList<(string Role, DateTimeOffset Since)> offers);

    void CloseTask(int token);

    /// <summary>The task is the one of another version, and for whoever may do it there.</summary>
    void MoveTask(Effect.MoveTask task);

    void AddWork(NewWork work);

    void RemoveWork(int number, params WorkKind[] kinds);

    void RemoveAllWork();

    void Subscribe(Effect.Subscribe subscribe);

    /// <summary>The wait ends; a message on its way to it is free again.</summary>
    void Disarm(int wait);

    /// <param name="id">What its sealed payload is bound to.</param>
    /// <param name="message">The message; of a signal the name of it, and no key.</param>
    /// <param name="isFree">False for a signal, which goes to those who wait now and to nobody later.</param>
    void Keep(Guid id, IncomingMessage message, bool isFree);

    /// <summary>Work for everybody who waits for a signal.</summary>
    /// <param name="name">Of the signal.</param>
    /// <param name="message">Id of the message that carries it.</param>
    void Signal(string name, string message);

    /// <summary>Work for what an activity called and nobody wants any more.</summary>
    void CancelCalled(int token);

    /// <summary>Of each name and key the oldest free message to who has waited longest, one to one.</summary>
    void Match(IReadOnlyList<MessageKey> keys);

    void Record(IReadOnlyList<ExchangeEvent> events);
}
