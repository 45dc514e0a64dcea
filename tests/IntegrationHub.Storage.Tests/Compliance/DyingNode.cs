namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>What a node dies of in a test.</summary>
internal sealed class DeathException : Exception;

/// <summary>A node that dies where it is told to.</summary>
internal sealed class DiesAt(string point) : ICrashPoints
{
    public void Reached(string reached)
    {
        if (reached == point)
            throw new DeathException();
    }
}
