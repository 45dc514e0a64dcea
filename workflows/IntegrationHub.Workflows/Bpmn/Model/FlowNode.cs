using System.Collections.Immutable;
using IntegrationHub.Workflows.Expressions;
using IntegrationHub.Workflows.Forms;

namespace IntegrationHub.Workflows.Bpmn.Model;

/// <summary>A thing that tokens come to. Ids are unique in a file.</summary>
public abstract record FlowNode(string Id, string Name)
{
    /// <summary>
    /// Whether an operator may let a case go on without it. A person's task never: nobody decides in somebody's place by repairing. Nor what else decides: gateways with
    /// several ways on, rules, called processes; their variables are mended and they are tried again. A service only where its definition says so: most are checks,
    /// signatures or filings.
    /// </summary>
    public bool IsSkippable => this switch
    {
        UserTask or RuleTask or CallActivity => false,
        Gateway gateway => gateway.Kind == GatewayKind.Parallel,
        ServiceTask service => service.Skippable,
        _ => true,
    };
}

public sealed record StartEvent(string Id, string Name, Trigger Trigger) : FlowNode(Id, Name);

/// <param name="Payload">What a message carries.</param>
public sealed record EndEvent(string Id, string Name, Trigger Trigger, ImmutableArray<Mapping> Payload) : FlowNode(Id, Name);

/// <param name="Outputs">What becomes of a message's payload; all of it under its own names where nothing is said.</param>
public sealed record CatchEvent(string Id, string Name, Trigger Trigger, ImmutableArray<Mapping> Outputs) : FlowNode(Id, Name);

public sealed record ThrowEvent(string Id, string Name, Trigger Trigger, ImmutableArray<Mapping> Payload) : FlowNode(Id, Name);

/// <param name="AttachedTo">The activity it watches.</param>
/// <param name="Interrupting">Whether it ends the activity.</param>
public sealed record BoundaryEvent(string Id, string Name, string AttachedTo, bool Interrupting, Trigger Trigger, ImmutableArray<Mapping> Outputs) : FlowNode(Id, Name);

/// <param name="Default">The flow taken where no condition holds.</param>
public sealed record Gateway(string Id, string Name, GatewayKind Kind, string? Default) : FlowNode(Id, Name);

public enum GatewayKind
{
    Exclusive,
    Parallel,
    Inclusive,
    EventBased,
}

/// <summary>An arrow. Without condition it is always taken.</summary>
public sealed record SequenceFlow(string Id, string Name, string Source, string Target, Expression? Condition);

/// <summary><c>name = value</c>, evaluated when the activity begins (inputs) or ends (outputs).</summary>
public sealed record Mapping(string Name, Expression Value);

/// <summary>Work. What every activity has beside its kind.</summary>
public sealed record Work(
    ImmutableArray<Mapping> Inputs,
    ImmutableArray<Mapping> Outputs,
    MultiInstance? Instances,
    string? Default);

/// <summary>An activity done once for every element of a list, or so many times.</summary>
/// <param name="Collection">Gives the list, or the number.</param>
/// <param name="Item">Name under which each instance sees its element; <c>loopCounter</c> (from 1) it sees always.</param>
/// <param name="Results">Variable that takes the list of results, in the order of the elements.</param>
/// <param name="Result">What one instance adds to it.</param>
/// <param name="Completion">When true after an instance has ended, the others are not waited for.</param>
public sealed record MultiInstance(bool Sequential, Expression Collection, string? Item, string? Results, Expression? Result, Expression? Completion);

public abstract record Activity(string Id, string Name, Work Work) : FlowNode(Id, Name);

/// <param name="Task">Who may do it and by when.</param>
/// <param name="Form">What is asked.</param>
public sealed record UserTask(string Id, string Name, Work Work, TaskSettings Task, FormSchema Form) : Activity(Id, Name, Work);

/// <param name="Service">Name under which the service is registered.</param>
/// <param name="Retries">Attempts after the first one before an incident is raised.</param>
/// <param name="Skippable">Whether an operator may go on without it.</param>
public sealed record ServiceTask(string Id, string Name, Work Work, string Service, int Retries, TimeSpan FirstPause, TimeSpan LongestPause, bool Skippable) : Activity(Id, Name, Work);

/// <summary>Sends a message whose payload are its inputs.</summary>
public sealed record SendTask(string Id, string Name, Work Work, MessageTrigger Message) : Activity(Id, Name, Work);

public sealed record ReceiveTask(string Id, string Name, Work Work, MessageTrigger Message) : Activity(Id, Name, Work);

/// <summary>Computes variables by rules, one after the other, within the step.</summary>
public sealed record RuleTask(string Id, string Name, Work Work, ImmutableArray<Mapping> Rules) : Activity(Id, Name, Work);

public sealed record SubProcess(string Id, string Name, Work Work, FlowScope Body) : Activity(Id, Name, Work);

/// <summary>Runs another process and waits for it. Its variables there are its inputs; its outputs are taken from the variables the other ended with.</summary>
public sealed record CallActivity(string Id, string Name, Work Work, string Process) : Activity(Id, Name, Work);

/// <summary>Who may do a task, and by when.</summary>
/// <param name="Roles">Candidates: whoever has one of these roles.</param>
/// <param name="Excluded">Ids of user tasks; who completed one of them may not do this one (four eyes).</param>
/// <param name="Due">Gives an instant or a duration from now; null for no date.</param>
/// <param name="Remind">So long before it is due.</param>
/// <param name="EscalateTo">Roles that become candidates when it is overdue.</param>
public sealed record TaskSettings(ImmutableArray<string> Roles, ImmutableArray<string> Excluded, Expression? Due, TimeSpan? Remind, ImmutableArray<string> EscalateTo, int Priority)
{
    /// <summary>Field of the form without which only somebody completes the task who has just signed in anew; null where nobody has to.</summary>
    public string? ConfirmWithout { get; init; }
}
