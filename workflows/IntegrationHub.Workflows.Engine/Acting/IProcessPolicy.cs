using IntegrationHub.Workflows.Tasks;

namespace IntegrationHub.Workflows.Engine.Acting;

/// <summary>What somebody wants to do with processes as a whole. Tasks have rules of their own (<see cref="TaskRules"/>).</summary>
public enum ProcessAct
{
    /// <summary>Look at definitions, instances, all tasks and incidents.</summary>
    Look,
    Deploy,
    Start,

    /// <summary>Say something about a case that the actor may read.</summary>
    Comment,
    Cancel,
    Migrate,

    /// <summary>Retry or skip an incident.</summary>
    Resolve,
}

/// <summary>Port: who may do what with processes.</summary>
public interface IProcessPolicy
{
    /// <summary>Null where the actor may, else why not.</summary>
    Finding? Check(Actor actor, ProcessAct act);

    /// <summary>Whether the actor may start this process; by default every one.</summary>
    Finding? CheckStart(Actor actor, string process) => Check(actor, ProcessAct.Start);

    /// <summary>Whether the actor may read what cases of this process hold; by default whoever looks at cases.</summary>
    Finding? CheckRead(Actor actor, string process) => Check(actor, ProcessAct.Look);
}

/// <summary>Whoever has a role looks, starts and comments; the rest is for operators. Sign-in may bring a finer policy.</summary>
public sealed class RolePolicy : IProcessPolicy
{
    public const string NotAllowed = "PROCESS_NOT_ALLOWED";

    /// <summary>The role that may do everything with processes, tasks apart.</summary>
    public const string Operator = "process-operator";

    public Finding? Check(Actor actor, ProcessAct act) =>
        actor.Roles.Contains(Operator) || (act is ProcessAct.Look or ProcessAct.Start or ProcessAct.Comment && !actor.Roles.IsDefaultOrEmpty)
            ? null
            : new Finding(NotAllowed, actor.User, "", 0, $"{actor.User} may not do this ({act}).", $"Ask somebody with the role {Operator}.");
}
