using System.Diagnostics;
using IntegrationHub.Storage;

namespace IntegrationHub.CrashChild;

/// <summary>
/// Kills this process (SIGKILL) at the point that the file <c>crash-point</c> in the data folder names. A test writes the file when it wants the
/// crash; the file is gone before the process is, so that the next process lives.
/// </summary>
internal sealed class ArmedCrashPoints(string dataFolder) : ICrashPoints
{
    private readonly string _file = Path.Combine(dataFolder, "crash-point");

    public void Reached(string point)
    {
        if (!IsArmed(point))
        {
            return;
        }

        using var self = Process.GetCurrentProcess();
        self.Kill();
        // The signal ends the process before this returns; whatever thread came here goes no further in any case.
        using var never = new ManualResetEventSlim();
        never.Wait();
    }

    private bool IsArmed(string point)
    {
        try
        {
            if (!File.Exists(_file) || File.ReadAllText(_file) != point)
            {
                return false;
            }

            File.Delete(_file);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
