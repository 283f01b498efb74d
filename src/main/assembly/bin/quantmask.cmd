@echo off
rem Runs the program that is beside this file, with the Java of JAVA_HOME or of PATH, and the options of JAVA_OPTS.
setlocal
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" %JAVA_OPTS% -jar "%~dp0..\quarkus-app\quarkus-run.jar" %*
exit /b %ERRORLEVEL%
